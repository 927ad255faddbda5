package io.keyfold.platform.log.store;

import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Tells a failure of a local store from others, and whether the store can be used again. */
public final class StoreFailure {

  private StoreFailure() {}

  /** {@return whether a local store is damaged: it is deleted then and rebuilt from the log} A full disk damages nothing. */
  public static boolean isDamage(Throwable error) {
    boolean ofStore = false;
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof RocksDBException rocks && isFullDisk(rocks)) {
        return false;
      }
      ofStore = ofStore || cause instanceof RocksDBException || cause instanceof ProcessorStateException;
    }
    return ofStore;
  }

  /** {@return whether it is about a local store at all} */
  public static boolean isOfStore(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof RocksDBException || cause instanceof ProcessorStateException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFullDisk(RocksDBException error) {
    Status status = error.getStatus();
    boolean told = status != null && status.getSubCode() == Status.SubCode.NoSpace;
    return told || String.valueOf(error.getMessage()).contains("No space left");
  }
}
