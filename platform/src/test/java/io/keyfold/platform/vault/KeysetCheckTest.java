package io.keyfold.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.authconfig.keys.WrappedDataKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetCheckTest {

  @TempDir
  Path folder = Path.of(".");

  private final Marks marks = new Marks();
  private final KeysetCheck check = new KeysetCheck(marks, Clock.systemUTC());

  @Test
  void theFirstStartCreatesTheKeysetAndLaterStartsReuseIt() {
    Path file = folder.resolve("keyset.json");
    Secret first = check.open(file).derive("test", "1");
    assertThat(check.open(file).derive("test", "1")).isEqualTo(first);
    assertThat(marks.published).hasSize(1);
  }

  @Test
  void aLostKeysetIsNotReplaced() throws IOException {
    Path file = folder.resolve("keyset.json");
    check.open(file);
    Files.delete(file);
    assertRejected(file, "is missing", "restore it from a backup");
    assertThat(file).doesNotExist();
  }

  @Test
  void aForeignKeysetIsRejected() throws IOException {
    Path file = folder.resolve("keyset.json");
    check.open(file);
    Files.delete(file);
    KeysetFile.open(file);
    assertRejected(file, "is not the keyset that wrapped");
  }

  @Test
  void concurrentStartsWithTheSameFileSucceed() {
    Path file = folder.resolve("keyset.json");
    marks.beforePublishing = () -> check.open(file);
    check.open(file);
    assertThat(marks.published).hasSize(2);
  }

  @Test
  void aConcurrentStartWithAnotherFileIsRejected() {
    Path file = folder.resolve("keyset.json");
    marks.beforePublishing = () -> check.open(folder.resolve("other.json"));
    assertRejected(file, "is not the keyset that wrapped");
    assertThat(check.open(folder.resolve("other.json"))).isNotNull();
  }

  @Test
  void aCrashBetweenFileAndMarkIsRecovered() {
    Path file = folder.resolve("keyset.json");
    Secret created = KeysetFile.open(file).derive("test", "1");
    assertThat(check.open(file).derive("test", "1")).isEqualTo(created);
  }

  private void assertRejected(Path file, String... messageParts) {
    assertThatThrownBy(() -> check.open(file))
      .isInstanceOf(KeysetUnusable.class)
      .message()
      .contains(file.toString())
      .contains(messageParts)
      .doesNotContain("\n");
  }

  /** In-memory marks that simulate a concurrent publication. */
  private static final class Marks implements KeysetMarks {

    private final List<WrappedDataKey> published = new ArrayList<>();
    private Runnable beforePublishing = () -> {};

    @Override
    public Optional<WrappedDataKey> first() {
      return published.stream().findFirst();
    }

    @Override
    public void publish(WrappedDataKey mark) {
      Runnable other = beforePublishing;
      beforePublishing = () -> {};
      other.run();
      published.add(mark);
    }
  }
}
