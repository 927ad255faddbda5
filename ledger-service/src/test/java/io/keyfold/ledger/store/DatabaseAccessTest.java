package io.keyfold.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.ledger.testing.TestLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database reads and writes files in its staging folder and nowhere else, whatever a query says. */
@Tag("promise-4")
class DatabaseAccessTest {

  @TempDir
  Path folder;

  private Path store;
  private Path staging;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    // A quote in the name must not end the setting's value.
    store = folder.resolve("it's");
    LedgerSettings settings = TestLedger.settings(store);
    staging = Files.createDirectories(settings.staging());
    Files.createDirectories(store.resolve("staging2"));
    Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
    Files.createSymbolicLink(staging.resolve("link"), folder);
    database = Database.open(store.resolve("ledger.duckdb"), settings);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theStagingFolderIsWritable() {
    run("COPY (SELECT 1) TO '%s/x.parquet' (FORMAT parquet)");
    run("SELECT * FROM read_parquet('%s/x.parquet')");

    assertThat(staging.resolve("x.parquet")).exists();
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "COPY (SELECT 1) TO '%s/../x.parquet' (FORMAT parquet)",
      "COPY (SELECT 1) TO '%s2/x.parquet' (FORMAT parquet)",
      "COPY (SELECT 1) TO '%s/link/x.parquet' (FORMAT parquet)",
      "COPY (SELECT 1) TO '/tmp/x.parquet' (FORMAT parquet)",
      "SELECT * FROM read_csv('%s/../../secret.csv')",
      "SELECT * FROM read_csv('%s/link/secret.csv')",
      "SELECT * FROM read_text('/etc/hostname')",
      "SELECT * FROM glob('/etc/*')",
      "ATTACH '/tmp/x.db'",
      "INSTALL httpfs",
      "LOAD httpfs",
      "SELECT * FROM 'http://127.0.0.1:9/x.parquet'",
      "SET allowed_directories = ['/']",
      "SET enable_external_access = true",
    }
  )
  void everythingElseIsRefused(String sql) {
    assertThatThrownBy(() -> run(sql))
      .isInstanceOf(StoreException.class)
      .hasMessageMatching("(?s).*(disabled|locked).*");
  }

  private void run(String sql) {
    database.read(connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.execute(sql.formatted(staging.toString().replace("'", "''")));
      }
    });
  }
}
