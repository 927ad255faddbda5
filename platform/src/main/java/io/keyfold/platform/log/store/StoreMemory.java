package io.keyfold.platform.log.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;
import org.springframework.util.unit.DataSize;

/**
 * The memory that all local stores of a service share: for what they keep of their files, with indexes and filters, and for what was
 * written to them and is in no file yet. Blocks that were not read for longest make room for others; what is not there is read
 * from the file, which the operating system may have in memory. Thread-safe.
 *
 * @see <a href="https://github.com/facebook/rocksdb/wiki/Write-Buffer-Manager">RocksDB: Write Buffer Manager</a>
 */
public final class StoreMemory implements AutoCloseable {

  /** The entry of Kafka Streams' settings in which {@link BoundedRocks}, which is made by its class name, finds it. */
  private static final String SETTING = "keyfold.store.memory";

  /** A scan must not drive out what every look-up needs. */
  private static final double FOR_INDEXES_AND_FILTERS = 0.5;

  /** The number of shards is RocksDB's affair. */
  private static final int SHARDS = -1;

  private final LRUCache cache;
  private final WriteBufferManager buffers;

  /**
   * Takes nothing yet.
   *
   * @param size the most that is taken, half of it for what is written; blocks in use may go beyond it, rather than reads fail
   */
  public StoreMemory(DataSize size, MeterRegistry metrics) {
    RocksDB.loadLibrary();
    this.cache = new LRUCache(size.toBytes(), SHARDS, false, FOR_INDEXES_AND_FILTERS);
    this.buffers = new WriteBufferManager(size.toBytes() / 2, cache);
    Gauge.builder("keyfold.store.memory.size", this, StoreMemory::used).register(metrics);
    Gauge.builder("keyfold.store.memory.capacity", size::toBytes).register(metrics);
  }

  /** {@return the settings of a Kafka Streams application whose stores are to share it} */
  public Map<String, Object> settings() {
    return Map.of(SETTING, this);
  }

  static Optional<StoreMemory> in(Map<String, Object> settings) {
    return settings.get(SETTING) instanceof StoreMemory memory ? Optional.of(memory) : Optional.empty();
  }

  void share(Options options, BlockBasedTableConfig table) {
    table.setBlockCache(cache);
    options.setWriteBufferManager(buffers);
  }

  private synchronized double used() {
    return cache.isOwningHandle() ? cache.getUsage() : 0;
  }

  /** Lets go of it; stores that are still open keep it for themselves. */
  @Override
  public synchronized void close() {
    buffers.close();
    cache.close();
  }
}
