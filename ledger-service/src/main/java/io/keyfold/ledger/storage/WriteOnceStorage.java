package io.keyfold.ledger.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files that are created once and never changed, also by several processes at once. Names are paths with slashes, made of
 * letters, digits and {@code -_.=%}. Calls block, each with a timeout. One thread of each process creates files; any
 * number reads them.
 */
public interface WriteOnceStorage extends AutoCloseable {
  /** Maximum size of a file that {@link #read} returns. */
  int MAX_READ = 128 * 1024 * 1024;

  /**
   * Creates a file, whole or not at all. When it returns true, the file survives a power loss.
   *
   * @param content a local file
   * @return false if there is a file of that name, which stays as it is
   */
  boolean create(String name, Path content, FileDigest digest) throws IOException;

  /**
   * {@return the content of a file; empty if there is none}
   *
   * @throws IOException also if it is larger than {@link #MAX_READ}
   */
  Optional<byte[]> read(String name) throws IOException;

  /** Copies a file to a local file that does not exist. */
  void download(String name, Path target) throws IOException;

  /**
   * {@return the content of a file, as a stream that the caller closes}
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  InputStream open(String name) throws IOException;

  /** Removes a file, if it exists. What reads it meanwhile may fail. */
  void delete(String name) throws IOException;

  /** {@return the names of the files in a folder, without the folder, in their order; only those after the given one} */
  List<String> names(String folder, String after) throws IOException;

  /** Releases connections. */
  @Override
  void close();
}
