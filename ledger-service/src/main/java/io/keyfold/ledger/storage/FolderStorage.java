package io.keyfold.ledger.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in a folder, which processes on several machines may share. A file is written under a temporary name and
 * then linked to its own: a link never replaces a file, while a rename would.
 */
public final class FolderStorage implements WriteOnceStorage {

  private static final Logger LOG = LoggerFactory.getLogger(FolderStorage.class);
  private static final String UNFINISHED = ".unfinished";
  /** No file takes that long to write, so that older ones are left from a crash. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path root;

  private FolderStorage(Path root) {
    this.root = root;
  }

  /**
   * {@return the files in a folder} Removes what crashes left behind. Does not create the folder: a share that is not
   * mounted must not become a new storage.
   *
   * @throws IOException if the folder does not exist or is not writable, or its file system has no hard links
   */
  public static FolderStorage open(Path folder, Instant now) throws IOException {
    FolderStorage storage = new FolderStorage(folder.toAbsolutePath().normalize());
    if (!Files.isDirectory(storage.root)) {
      throw new NotDirectoryException(storage.root.toString());
    }
    Path unfinished = Files.createDirectories(storage.root.resolve(UNFINISHED));
    try (Stream<Path> left = Files.list(unfinished)) {
      for (Path file : left.toList()) {
        deleteAbandoned(file, FileTime.from(now.minus(ABANDONED)));
      }
    }
    storage.probe();
    return storage;
  }

  private static void deleteAbandoned(Path file, FileTime before) throws IOException {
    try {
      if (Files.getLastModifiedTime(file).compareTo(before) < 0) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      LOG.atDebug().addKeyValue("file", file).log("another process has finished a file meanwhile");
    }
  }

  private void probe() throws IOException {
    Path file = Files.createFile(temporary());
    Path link = temporary();
    try {
      Files.createLink(link, file);
    } catch (UnsupportedOperationException e) {
      throw new IOException("the file system has no hard links", e);
    } finally {
      Files.deleteIfExists(link);
      Files.delete(file);
    }
  }

  private Path temporary() {
    return root.resolve(UNFINISHED).resolve(UUID.randomUUID().toString());
  }

  @Override
  public boolean create(String name, Path content, FileDigest digest) throws IOException {
    Path target = root.resolve(name);
    Path temporary = temporary();
    Files.createDirectories(target.getParent());
    try {
      Files.copy(content, temporary);
      sync(temporary, StandardOpenOption.WRITE);
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      if (!Files.exists(target)) {
        throw e;
      }
      return false;
    } finally {
      Files.deleteIfExists(temporary);
    }
    // The names of the new folders as well.
    for (Path folder = target.getParent(); folder != null && folder.startsWith(root); folder = folder.getParent()) {
      sync(folder, StandardOpenOption.READ);
    }
    return true;
  }

  private static void sync(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    Path file = root.resolve(name);
    try {
      if (Files.size(file) > MAX_READ) {
        throw new IOException(name + " is too large");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void download(String name, Path target) throws IOException {
    Files.copy(root.resolve(name), target);
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(root.resolve(name));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(root.resolve(name));
  }

  @Override
  public List<String> names(String folder, String after) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files
        .map(file -> file.getFileName().toString())
        .filter(name -> name.compareTo(after) > 0)
        .sorted()
        .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
