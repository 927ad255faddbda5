package io.keyfold.ledger.archive;

import io.keyfold.ledger.archive.storage.ArchiveStorage;
import io.keyfold.ledger.archive.storage.FileDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A storage that ignores the condition of a write, as some S3-compatible ones do.
 *
 * @param storage keeps the files
 */
record ReplacingStorage(ArchiveStorage storage) implements ArchiveStorage {
  @Override
  public boolean create(String name, Path content, FileDigest digest) throws IOException {
    storage.create(name, content, digest);
    return true;
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    return storage.read(name);
  }

  @Override
  public void download(String name, Path target) throws IOException {
    storage.download(name, target);
  }

  @Override
  public List<String> names(String folder, String after) throws IOException {
    return storage.names(folder, after);
  }

  @Override
  public void close() {
    storage.close();
  }
}
