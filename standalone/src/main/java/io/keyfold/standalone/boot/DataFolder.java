package io.keyfold.standalone.boot;

import io.keyfold.standalone.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The data folder, locked by one process at a time. The operating system releases the lock when the process ends, so no
 * stale lock remains.
 */
public final class DataFolder implements AutoCloseable {

  /** The folder of the local stores. */
  static final String STORES = "state";

  private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

  private final Path root;
  private final FileChannel channel;

  private DataFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Creates the folder if it is missing, readable by its owner only, and locks it.
   *
   * @throws StartFailure if it is not writable or is locked by another process
   */
  public static DataFolder open(Path root) {
    Path folder = root.toAbsolutePath().normalize();
    FileChannel channel;
    try {
      create(folder);
      channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StartFailure("data folder not writable: " + folder, e);
    }
    if (lock(channel) == null) {
      close(channel);
      throw new StartFailure("data folder in use by another process: " + folder);
    }
    return new DataFolder(folder, channel);
  }

  /**
   * {@return a subfolder, created if it is missing} It becomes readable by its owner only, also if the data folder is
   * not or an older release created it.
   */
  public Path folder(String name) {
    try {
      Path folder = Files.createDirectories(root.resolve(name));
      makePrivate(folder);
      return folder;
    } catch (IOException e) {
      throw new StartFailure("data folder not writable: " + root, e);
    }
  }

  /** Deletes all local stores, which can be rebuilt from the log. */
  void deleteStores() {
    Path stores = root.resolve(STORES);
    try {
      FileSystemUtils.deleteRecursively(stores);
    } catch (IOException e) {
      throw new StartFailure("local stores cannot be deleted: " + stores, e);
    }
  }

  /** {@return the absolute path of the folder} */
  public Path root() {
    return root;
  }

  /** Releases the lock. */
  @Override
  public void close() {
    close(channel);
  }

  private static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    makePrivate(folder);
  }

  private static void makePrivate(Path folder) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (posix == null || posix.readAttributes().permissions().equals(OWNER_ONLY)) {
      return;
    }
    try {
      posix.setPermissions(OWNER_ONLY);
    } catch (FileSystemException e) {
      // The folder belongs to another user, who controls its permissions.
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
