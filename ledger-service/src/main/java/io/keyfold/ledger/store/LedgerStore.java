package io.keyfold.ledger.store;

import io.keyfold.platform.log.view.ViewFormatVersion;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The store of this instance: one database file, and during a rebuild the next one beside it. It is cache: a damaged file
 * is deleted, and the log has everything. Thread-safe. One thread opens, writes and closes it; any number of threads
 * read.
 */
public final class LedgerStore implements AutoCloseable {

  /** Version of the tables and of what is folded into them; a store of another version is rebuilt from the log. */
  public static final int VERSION = Schema.VERSION;

  private static final String FILE = "ledger.duckdb";
  private static final Logger LOG = LoggerFactory.getLogger(LedgerStore.class);

  private final LedgerSettings settings;
  private final Path file;
  private final Path nextFolder;
  private final Path next;
  private final Counter rebuilds;
  /** Readers hold the read lock, so that the file is closed only when nobody reads. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private @Nullable Database database;

  /** Work on the open database. */
  @FunctionalInterface
  public interface Work<T> {
    /** {@return the result} */
    T on(Database database);
  }

  /** Creates the store, closed. */
  public LedgerStore(LedgerSettings settings, MeterRegistry metrics) {
    this.settings = settings;
    this.file = settings.folder().resolve(FILE);
    this.nextFolder = settings.folder().resolve("next");
    this.next = nextFolder.resolve(FILE);
    this.rebuilds = Counter.builder("keyfold.ledger.rebuilds")
      .description("Times that the store was rebuilt from the log, or deleted to be rebuilt")
      .register(metrics);
    Gauge.builder("keyfold.ledger.size", file, LedgerStore::size)
      .description("Size of the store's file")
      .baseUnit("bytes")
      .register(metrics);
  }

  /**
   * Opens the file, and creates it if it is missing. A damaged file is deleted and created anew.
   *
   * @throws StoreException if that fails
   */
  public void open() {
    lock.writeLock().lock();
    try {
      Files.createDirectories(settings.folder());
      try {
        database = Database.open(file, settings);
      } catch (StoreException e) {
        if (!e.isDamage()) {
          throw e;
        }
        LOG.atError().setCause(e).log("the store is damaged and is rebuilt from the log");
        delete();
        database = Database.open(file, settings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Deletes the closed store, which is then rebuilt from the log.
   *
   * @throws UncheckedIOException if a file cannot be deleted
   */
  public void delete() {
    lock.writeLock().lock();
    try {
      close();
      boolean existed = Files.exists(file);
      deleteFiles(file);
      if (existed) {
        rebuilds.increment();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** {@return whether a rebuild was begun and not finished} */
  public boolean hasNext() {
    return Files.exists(next);
  }

  /** {@return the folder of the next file and of its version} */
  public Path nextFolder() {
    return nextFolder;
  }

  /** {@return the file of a rebuild, which is created if it is missing or damaged} */
  public NextFile next() {
    try {
      Files.createDirectories(nextFolder);
      return new NextFile(Database.open(next, settings));
    } catch (StoreException e) {
      if (!e.isDamage()) {
        throw e;
      }
      LOG.atWarn().setCause(e).log("the file of the rebuild is damaged; it begins again");
      deleteNext();
      return next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the closed file of a rebuild. */
  public void deleteNext() {
    try {
      FileSystemUtils.deleteRecursively(nextFolder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Replaces the live file and its version by the closed file of a rebuild. Readers wait for a moment, and then see the
   * new file.
   */
  public void replace() {
    lock.writeLock().lock();
    try {
      close();
      // A database that was closed has no log of its own; one that is left would belong to the old file.
      Files.deleteIfExists(log(file));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      // Last: the file with the old version would only be rebuilt again.
      ViewFormatVersion.move(nextFolder, settings.folder());
      deleteNext();
      database = Database.open(file, settings);
      rebuilds.increment();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static void deleteFiles(Path database) throws IOException {
    Files.deleteIfExists(database);
    Files.deleteIfExists(log(database));
  }

  private static Path log(Path database) {
    return database.resolveSibling(database.getFileName() + ".wal");
  }

  /**
   * {@return the result of the work; empty if the store is closed} It is not closed meanwhile, so the work must be
   * bounded in time.
   */
  public <T> Optional<T> read(Work<T> work) {
    lock.readLock().lock();
    try {
      Database open = database;
      return open == null ? Optional.empty() : Optional.of(work.on(open));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** {@return a writer} There is one at a time, and it is closed before the store is. */
  public LedgerWriter writer() {
    return read(LedgerWriter::new).orElseThrow(() -> new IllegalStateException("the store is closed"));
  }

  /** Closes the file after the current readers. It can be opened again. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      Database open = database;
      database = null;
      if (open != null) {
        open.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static double size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
