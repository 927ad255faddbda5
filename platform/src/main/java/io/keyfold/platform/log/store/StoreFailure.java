package io.keyfold.platform.log.store;

import io.keyfold.platform.error.Causes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Classifies failures of local stores. */
public final class StoreFailure {

  private StoreFailure() {}

  /** {@return whether a local store is damaged and must be rebuilt from the log} A full disk damages nothing. */
  public static boolean isDamage(Throwable error) {
    return isOfStore(error) && Causes.of(error).stream().noneMatch(StoreFailure::isFullDisk);
  }

  /** {@return whether a local store failed} */
  public static boolean isOfStore(Throwable error) {
    return (
      Causes.find(error, RocksDBException.class).isPresent() ||
      Causes.find(error, ProcessorStateException.class).isPresent()
    );
  }

  private static boolean isFullDisk(Throwable cause) {
    return cause instanceof RocksDBException rocks && isFullDisk(rocks);
  }

  private static boolean isFullDisk(RocksDBException error) {
    Status status = error.getStatus();
    boolean noSpace = status != null && status.getSubCode() == Status.SubCode.NoSpace;
    return noSpace || String.valueOf(error.getMessage()).contains("No space left");
  }
}
