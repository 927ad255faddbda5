package io.keyfold.ledger.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A storage of which one call fails: before it did something, or after. */
public final class FailingStorage implements WriteOnceStorage {

  private final WriteOnceStorage storage;
  private final int failing;
  private final boolean after;
  private int calls;

  @FunctionalInterface
  private interface Call<T> {
    T run() throws IOException;
  }

  /** Fails the call with this number, from 0. */
  public FailingStorage(WriteOnceStorage storage, int failing, boolean after) {
    this.storage = storage;
    this.failing = failing;
    this.after = after;
  }

  /** {@return whether the call was reached} */
  public boolean failed() {
    return calls > failing;
  }

  private <T> T call(Call<T> call) throws IOException {
    boolean fails = calls++ == failing;
    if (fails && !after) {
      throw new IOException("the process ends before the call");
    }
    T result = call.run();
    if (fails) {
      throw new IOException("the process ends after the call");
    }
    return result;
  }

  @Override
  public boolean create(String name, Path content, FileDigest digest) throws IOException {
    return call(() -> storage.create(name, content, digest));
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    return call(() -> storage.read(name));
  }

  @Override
  public void download(String name, Path target) throws IOException {
    call(() -> {
      storage.download(name, target);
      return true;
    });
  }

  @Override
  public InputStream open(String name) throws IOException {
    return call(() -> storage.open(name));
  }

  @Override
  public void delete(String name) throws IOException {
    call(() -> {
      storage.delete(name);
      return true;
    });
  }

  @Override
  public List<String> names(String folder, String after) throws IOException {
    return call(() -> storage.names(folder, after));
  }

  @Override
  public void close() {
    storage.close();
  }
}
