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
 * The one folder that holds everything, held by one process at a time. The operating system drops the lock when the
 * process ends, however it ends, so no stale lock file has to be cleared by hand.
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
   * Makes the folder if it is absent, readable by its owner only, and takes its lock.
   *
   * @throws StartFailure if it cannot be written or another process holds it
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
   * {@return a folder within this one, made if it is absent} Whichever it is, from now on it is for its owner only: the data
   * folder itself may be one that others read, and it may be that an older release made this one.
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

  /** Deletes every local store: copies of what is on the log, and nothing else. */
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

  /** Lets other processes use the folder. */
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
      // Somebody else's, who lets us write to it: it is theirs to say who else may.
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
