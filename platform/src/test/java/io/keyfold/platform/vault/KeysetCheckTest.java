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
  void theFirstStartMakesTheKeysetAndEveryLaterOneTakesIt() {
    Path file = folder.resolve("keyset.json");
    Secret first = check.open(file).derive("test", "1");
    assertThat(check.open(file).derive("test", "1")).isEqualTo(first);
    assertThat(marks.published).hasSize(1);
  }

  @Test
  void aKeysetThatIsLostIsNotReplacedByANewOne() throws IOException {
    Path file = folder.resolve("keyset.json");
    check.open(file);
    Files.delete(file);
    refused(file, "is missing", "restore it from a backup");
    assertThat(file).doesNotExist();
  }

  @Test
  void anotherKeysetThanTheInstallationsIsRefused() throws IOException {
    Path file = folder.resolve("keyset.json");
    check.open(file);
    Files.delete(file);
    KeysetFile.open(file);
    refused(file, "is not the one");
  }

  @Test
  void aServiceThatStartsAtTheSameTimeWithTheSameFileIsWelcome() {
    Path file = folder.resolve("keyset.json");
    marks.beforePublishing = () -> check.open(file);
    check.open(file);
    assertThat(marks.published).hasSize(2);
  }

  @Test
  void aServiceThatStartsAtTheSameTimeWithAFileOfItsOwnIsToldSo() {
    Path file = folder.resolve("keyset.json");
    marks.beforePublishing = () -> check.open(folder.resolve("other.json"));
    refused(file, "is not the one");
    assertThat(check.open(folder.resolve("other.json"))).isNotNull();
  }

  @Test
  void aCrashBetweenFileAndMarkIsNoLoss() {
    Path file = folder.resolve("keyset.json");
    Secret made = KeysetFile.open(file).derive("test", "1");
    assertThat(check.open(file).derive("test", "1")).isEqualTo(made);
  }

  private void refused(Path file, String... why) {
    assertThatThrownBy(() -> check.open(file))
      .isInstanceOf(KeysetUnusable.class)
      .message()
      .contains(file.toString())
      .contains(why)
      .doesNotContain("\n");
  }

  /** A log in memory, on which somebody else may be faster. */
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
