package io.keyfold.ledger.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every storage of an archive promises. */
@Tag("promise-7")
abstract class WriteOnceStorageContract {

  @TempDir
  Path local;

  /** {@return a storage; all of one test share their files} */
  abstract WriteOnceStorage storage() throws IOException;

  @Test
  void aFileIsCreatedOnceAndNeverReplaced() throws IOException {
    WriteOnceStorage storage = storage();

    assertThat(create(storage, "a/tenant=tnt_1%2F/x.parquet", "first")).isTrue();
    assertThat(create(storage, "a/tenant=tnt_1%2F/x.parquet", "second")).isFalse();

    assertThat(storage.read("a/tenant=tnt_1%2F/x.parquet")).hasValueSatisfying(content ->
      assertThat(content).asString(StandardCharsets.UTF_8).isEqualTo("first")
    );
    Path copy = local.resolve("copy");
    storage.download("a/tenant=tnt_1%2F/x.parquet", copy);
    assertThat(copy).hasContent("first");
  }

  @Test
  void aMissingFileIsNotRead() throws IOException {
    WriteOnceStorage storage = storage();

    assertThat(storage.read("plans/00000001.json")).isEmpty();
    assertThat(storage.names("plans", "")).isEmpty();
    assertThatThrownBy(() -> storage.download("plans/00000001.json", local.resolve("none"))).isInstanceOf(
      IOException.class
    );
  }

  @Test
  void aFileIsStreamedUntilItIsDeleted() throws IOException {
    WriteOnceStorage storage = storage();
    create(storage, "x/a.csv", "first");

    try (InputStream content = storage.open("x/a.csv")) {
      assertThat(content).hasContent("first");
    }
    storage.delete("x/a.csv");
    storage.delete("x/a.csv");

    assertThatThrownBy(() -> storage.open("x/a.csv")).isInstanceOf(NoSuchFileException.class);
    assertThat(create(storage, "x/a.csv", "second")).isTrue();
  }

  @Test
  void namesAreListedInTheirOrder() throws IOException {
    WriteOnceStorage storage = storage();
    for (String name : List.of("m/00000002.json", "m/00000010.json", "m/00000001.json", "n/00000003.json")) {
      create(storage, name, name);
    }

    assertThat(storage.names("m", "")).containsExactly("00000001.json", "00000002.json", "00000010.json");
    assertThat(storage.names("m", "00000002.json")).containsExactly("00000010.json");
  }

  boolean create(WriteOnceStorage storage, String name, String content) throws IOException {
    Path file = local.resolve(UUID.randomUUID().toString());
    Files.writeString(file, content);
    return storage.create(name, file, FileDigest.of(file));
  }
}
