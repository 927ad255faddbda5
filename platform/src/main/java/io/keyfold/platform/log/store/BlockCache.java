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
 * What the local stores of a service keep of their files in memory, all together, with indexes and filters. Blocks that were not
 * read for longest make room for others; what is not there is read from the file, which the operating system may have in memory.
 * Thread-safe.
 */
public final class BlockCache implements AutoCloseable {

  /** The entry of Kafka Streams' settings in which {@link BoundedRocks}, which is made by its class name, finds it. */
  private static final String SETTING = "keyfold.store.cache";

  /** A scan must not drive out what every look-up needs. */
  private static final double FOR_INDEXES_AND_FILTERS = 0.5;

  /** The number of shards is RocksDB's affair. */
  private static final int SHARDS = -1;

  private final LRUCache cache;

  /**
   * Takes nothing yet.
   *
   * @param size the most that it holds; blocks in use may go beyond it, rather than reads fail
   */
  public BlockCache(DataSize size, MeterRegistry metrics) {
    RocksDB.loadLibrary();
    this.cache = new LRUCache(size.toBytes(), SHARDS, false, FOR_INDEXES_AND_FILTERS);
    Gauge.builder("keyfold.store.cache.size", this, BlockCache::used).register(metrics);
    Gauge.builder("keyfold.store.cache.capacity", size::toBytes).register(metrics);
  }

  /** {@return the settings of a Kafka Streams application whose stores are to share it} */
  public Map<String, Object> settings() {
    return Map.of(SETTING, this);
  }

  static Optional<BlockCache> in(Map<String, Object> settings) {
    return settings.get(SETTING) instanceof BlockCache cache ? Optional.of(cache) : Optional.empty();
  }

  void share(BlockBasedTableConfig table) {
    table.setBlockCache(cache);
  }

  private synchronized double used() {
    return cache.isOwningHandle() ? cache.getUsage() : 0;
  }

  /** Lets go of it; stores that are still open keep it for themselves. */
  @Override
  public synchronized void close() {
    cache.close();
  }
}
