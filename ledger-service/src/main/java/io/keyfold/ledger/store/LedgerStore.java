package io.keyfold.ledger.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of this instance: one database file. It is cache: a damaged file is deleted, and the log has everything.
 * Thread-safe. One thread opens, writes and closes it; any number of threads read.
 */
public final class LedgerStore implements AutoCloseable {

  /** Version of the tables and of what is folded into them; a store of another version is rebuilt from the log. */
  public static final int VERSION = Schema.VERSION;

  private static final Logger LOG = LoggerFactory.getLogger(LedgerStore.class);

  private final LedgerSettings settings;
  private final Path file;
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
    this.file = settings.folder().resolve("ledger.duckdb");
    this.rebuilds = Counter.builder("keyfold.ledger.rebuilds")
      .description("Times that the store was deleted, to be rebuilt from the log")
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
      for (Path path : List.of(file, file.resolveSibling(file.getFileName() + ".wal"))) {
        Files.deleteIfExists(path);
      }
      if (existed) {
        rebuilds.increment();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.writeLock().unlock();
    }
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
