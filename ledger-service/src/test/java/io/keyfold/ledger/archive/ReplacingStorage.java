package io.keyfold.ledger.archive;

import io.keyfold.ledger.storage.FileDigest;
import io.keyfold.ledger.storage.WriteOnceStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A storage that ignores the condition of a write, as some S3-compatible ones do.
 *
 * @param storage keeps the files
 */
record ReplacingStorage(WriteOnceStorage storage) implements WriteOnceStorage {
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
  public InputStream open(String name) throws IOException {
    return storage.open(name);
  }

  @Override
  public void delete(String name) throws IOException {
    storage.delete(name);
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
