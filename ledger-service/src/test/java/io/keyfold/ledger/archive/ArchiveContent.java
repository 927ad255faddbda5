package io.keyfold.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.storage.FileDigest;
import io.keyfold.ledger.storage.WriteOnceStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads an archive as its users do: by the manifests, with DuckDB. */
record ArchiveContent(WriteOnceStorage storage, Path temporary) {
  /** {@return the manifests, whose chain and files are checked} */
  List<Manifest> manifests() throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    @Nullable
    String previous = null;
    for (String name : storage.names("manifests", "")) {
      byte[] json = storage.read("manifests/" + name).orElseThrow();
      Manifest manifest = ArchiveFormat.parse(name, json, Manifest.class);
      assertThat(manifest.previousSha256()).isEqualTo(previous);
      assertThat(manifest.step()).isEqualTo(manifests.size() + 1);
      previous = FileDigest.of(json).sha256();
      manifests.add(manifest);
    }
    return manifests;
  }

  /** {@return the texts of a query for each file; its table is {@code file}} */
  List<String> rows(String sql, String dataset) throws IOException, SQLException {
    List<String> found = new ArrayList<>();
    for (Manifest manifest : manifests()) {
      for (ArchivedFile file : manifest.files()) {
        if (file.path().startsWith(dataset + "/")) {
          Path copy = temporary.resolve(UUID.randomUUID() + ".parquet");
          storage.download(file.path(), copy);
          assertThat(FileDigest.of(copy)).isEqualTo(new FileDigest(file.bytes(), file.sha256()));
          List<String> rows = query(sql.replace("file", "read_parquet('" + copy + "')"));
          found.addAll(rows);
          Files.delete(copy);
        }
      }
    }
    return found;
  }

  static void copy(String sql) throws SQLException {
    try (
      Connection connection = DriverManager.getConnection("jdbc:duckdb:");
      Statement statement = connection.createStatement()
    ) {
      statement.execute(sql);
    }
  }

  private static List<String> query(String sql) throws SQLException {
    try (
      Connection connection = DriverManager.getConnection("jdbc:duckdb:");
      Statement statement = connection.createStatement();
      ResultSet rows = statement.executeQuery(sql)
    ) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  /** {@return tenant and id of each usage row} */
  List<String> usage() throws IOException, SQLException {
    return rows("SELECT tenant_id || ' ' || record_id FROM file", "usage");
  }
}
