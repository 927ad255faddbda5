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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class KeysetCheckTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir
  Path folder = Path.of(".");

  private final Marks marks = new Marks();
  private final KeysetCheck check = new KeysetCheck(marks, "keyset", Clock.systemUTC());

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
  void keysetsOfDifferentNamesAreIndependent() throws IOException {
    Path file = folder.resolve("keyset.json");
    Path own = folder.resolve("own.json");
    KeysetCheck other = new KeysetCheck(marks, "own-keyset", Clock.systemUTC());
    check.open(file);
    assertThat(other.open(own).derive("test", "1")).isNotEqualTo(check.open(file).derive("test", "1"));
    assertThatThrownBy(() -> other.open(file)).hasMessageContaining("is not the keyset");
    Files.delete(own);
    assertThatThrownBy(() -> other.open(own)).hasMessageContaining("is missing");
    assertThat(own).doesNotExist();
  }

  @Test
  void aKeyInsertedFirstIsAcceptedAndChangesDerivedSecrets() throws IOException {
    Path file = folder.resolve("keyset.json");
    Secret before = check.open(file).derive("test", "1");
    Path fresh = folder.resolve("fresh.json");
    Secret next = KeysetFile.open(fresh).derive("test", "1");
    ObjectNode rotated = (ObjectNode) JSON.readTree(Files.readString(fresh));
    rotated.withArray("key").addAll((ArrayNode) JSON.readTree(Files.readString(file)).path("key"));
    Files.writeString(file, rotated.toString());
    assertThat(check.open(file).derive("test", "1")).isEqualTo(next).isNotEqualTo(before);
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
    public Optional<WrappedDataKey> first(String prefix) {
      return published
        .stream()
        .filter(mark -> mark.getKeyId().startsWith(prefix))
        .findFirst();
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
