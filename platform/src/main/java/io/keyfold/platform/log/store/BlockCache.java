package io.keyfold.platform.log.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.springframework.util.unit.DataSize;

/**
 * The block cache shared by all local stores of a service, including their index and filter blocks. Evicts the least
 * recently used blocks. A miss reads from the file, which may be in the operating system's page cache. Thread-safe.
 */
public final class BlockCache implements AutoCloseable {

  /** The configuration key under which {@link BoundedRocks} finds it, since that is instantiated by class name. */
  private static final String SETTING = "keyfold.store.cache";

  /** Prevents a scan from evicting index and filter blocks. */
  private static final double FOR_INDEXES_AND_FILTERS = 0.5;

  /** Lets RocksDB choose the number of shards. */
  private static final int SHARDS = -1;

  private final LRUCache cache;

  /**
   * Creates an empty cache.
   *
   * @param size maximum size; blocks in use may exceed it, so that reads do not fail
   */
  public BlockCache(DataSize size, MeterRegistry metrics) {
    RocksDB.loadLibrary();
    this.cache = new LRUCache(size.toBytes(), SHARDS, false, FOR_INDEXES_AND_FILTERS);
    Gauge.builder("keyfold.store.cache.size", this, BlockCache::usage).register(metrics);
    Gauge.builder("keyfold.store.cache.capacity", size::toBytes).register(metrics);
  }

  /** {@return the Kafka Streams settings with which an application's stores share this cache} */
  public Map<String, Object> settings() {
    return Map.of(SETTING, this);
  }

  static Optional<BlockCache> from(Map<String, Object> settings) {
    return settings.get(SETTING) instanceof BlockCache cache ? Optional.of(cache) : Optional.empty();
  }

  void useIn(BlockBasedTableConfig table) {
    table.setBlockCache(cache);
  }

  private synchronized double usage() {
    return cache.isOwningHandle() ? cache.getUsage() : 0;
  }

  /** Releases the cache; stores that are still open keep a reference. */
  @Override
  public synchronized void close() {
    cache.close();
  }
}
