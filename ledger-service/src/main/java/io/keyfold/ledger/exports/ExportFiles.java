package io.keyfold.ledger.exports;

import io.keyfold.ledger.storage.FolderStorage;
import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.start.InvalidSettingException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the files of exports are. The names say whose they are, so that files of deleted exports are found. */
final class ExportFiles {

  private static final String FOLDER = "files";
  /** In no encoded id. */
  private static final String SEPARATOR = "=";
  private static final int PARTS = 3;

  private ExportFiles() {}

  /**
   * A file.
   *
   * @param tenant whose it is
   * @param exportId the export
   * @param path its name in the storage
   */
  record Stored(TenantId tenant, String exportId, String path) {}

  /** {@return the storage: the configured one, or a folder of this instance} */
  static WriteOnceStorage open(ExportSettings settings, LedgerSettings ledger, Instant now) {
    Optional<WriteOnceStorage> configured = settings.location().open(now);
    if (configured.isPresent()) {
      return configured.get();
    }
    Path own = ledger.folder().toAbsolutePath().normalize().resolve("exports");
    try {
      return FolderStorage.open(Files.createDirectories(own), now);
    } catch (IOException e) {
      throw new InvalidSettingException(
        "keyfold.ledger.folder",
        ledger.folder(),
        "must be a writable folder on a file system with hard links",
        e
      );
    }
  }

  /** {@return the name of a file in the storage} */
  static String path(TenantId tenant, String exportId, String file) {
    return FOLDER + "/" + String.join(SEPARATOR, encoded(tenant.value()), encoded(exportId), file);
  }

  /** {@return the files in the storage} */
  static List<Stored> list(WriteOnceStorage storage) throws IOException {
    List<Stored> files = new ArrayList<>();
    for (String name : storage.names(FOLDER, "")) {
      String[] parts = name.split(SEPARATOR, PARTS);
      if (parts.length == PARTS) {
        files.add(new Stored(new TenantId(decoded(parts[0])), decoded(parts[1]), FOLDER + "/" + name));
      }
    }
    return files;
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("*", "%2A");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
