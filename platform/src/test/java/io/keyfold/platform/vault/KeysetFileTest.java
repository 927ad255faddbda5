package io.keyfold.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetFileTest {

  @TempDir
  Path folder = Path.of(".");

  private Path file = folder;

  @BeforeEach
  void name() {
    file = folder.resolve("vault/keyset.json");
  }

  @Test
  @Tag("promise-4")
  void isCreatedOnceWithOwnerPermissionsAndReadAgain() throws IOException {
    Secret first = KeysetFile.open(file).derive("test", "1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(KeysetFile.open(file).derive("test", "1")).isEqualTo(first);
    try (var left = Files.list(file.resolveSibling(""))) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void concurrentStartsCreateOneKeyset() throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<Secret>> all = threads.invokeAll(
        IntStream.range(0, 16)
          .<Callable<Secret>>mapToObj(i -> () -> KeysetFile.open(file).derive("test", "1"))
          .toList()
      );
      Secret first = all.getFirst().get();
      for (Future<Secret> one : all) {
        assertThat(one.get()).isEqualTo(first);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = { "rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx" })
  @Tag("promise-4")
  void isRejectedIfOthersHaveAccess(String permissions) throws IOException {
    KeysetFile.open(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertRejected("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = { "", "{}", "not json", "{\"primaryKeyId\":1,\"key\":[]}" })
  void isRejectedIfDamaged(String text) throws IOException {
    KeysetFile.open(file);
    Files.writeString(file, text);
    assertRejected("damaged");
  }

  @Test
  @Tag("promise-4")
  void damagedContentIsNotInTheMessage() throws IOException {
    KeysetFile.open(file);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() / 2));
    assertThatThrownBy(() -> KeysetFile.open(file))
      .hasNoCause()
      .message()
      .doesNotContain("value", "primaryKeyId");
  }

  @Test
  void isRejectedIfItIsADirectory() throws IOException {
    Files.createDirectories(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertRejected("cannot be read");
  }

  private void assertRejected(String why) {
    assertThatThrownBy(() -> KeysetFile.open(file))
      .isInstanceOf(KeysetUnusable.class)
      .message()
      .contains(why, file.toString())
      .doesNotContain("\n");
  }
}
