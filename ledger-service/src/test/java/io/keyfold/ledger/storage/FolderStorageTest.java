package io.keyfold.ledger.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStorageTest extends WriteOnceStorageContract {

  private final Instant now = Instant.now();

  @TempDir
  Path folder;

  @Override
  WriteOnceStorage storage() throws IOException {
    return FolderStorage.open(Files.createDirectories(folder.resolve("archive")), now);
  }

  @Test
  void whatACrashLeftIsRemovedOnceNobodyCanWriteIt() throws IOException {
    Path unfinished = Files.createDirectories(folder.resolve("archive/.unfinished"));
    Path recent = Files.createFile(unfinished.resolve("recent"));
    Path old = Files.createFile(unfinished.resolve("old"));
    Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofDays(2))));

    storage();

    assertThat(unfinished).isDirectoryContaining(file -> file.equals(recent));
    assertThat(old).doesNotExist();
  }

  @Test
  void aShareThatIsNotMountedDoesNotBecomeAnArchive() {
    assertThatThrownBy(() -> FolderStorage.open(folder.resolve("missing"), now)).isInstanceOf(IOException.class);
    assertThat(folder.resolve("missing")).doesNotExist();
  }

  @Test
  void ofConcurrentCreationsOneWins() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> results = IntStream.range(0, 8)
        .mapToObj(i -> threads.submit(() -> create(storage(), "race", "content " + i)))
        .toList();
      int created = 0;
      for (Future<Boolean> result : results) {
        created += result.get() ? 1 : 0;
      }

      assertThat(created).isEqualTo(1);
    }
    assertThat(storage().read("race")).isPresent();
  }
}
