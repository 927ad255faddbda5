package io.keyfold.platform.log.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

/**
 * Bounds the memory of local stores: all of a service share one {@link StoreMemory}. Kafka Streams' defaults are 50 MB of blocks and
 * 48 MiB of write buffers a store, which a process with a dozen stores cannot afford.
 */
public final class BoundedRocks implements RocksDBConfigSetter {

  private static final long WRITE_BUFFER = 4L * 1024 * 1024;

  /** What the first write to a store takes of the memory of all. */
  private static final long WRITE_BUFFER_GROWTH = 64L * 1024;

  /** Half of the index that Kafka Streams' 4 KiB would need, for objects of which several are in one block anyway. */
  private static final long BLOCK = 8L * 1024;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setArenaBlockSize(WRITE_BUFFER_GROWTH);
    options.setMaxWriteBufferNumber(2);
    options.setMaxBackgroundJobs(2);
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      // Indexes and filters are kept where they are bounded, and before what is read once. In parts: those of a large file, whole, would
      // drive each other out.
      table.setCacheIndexAndFilterBlocks(true);
      table.setCacheIndexAndFilterBlocksWithHighPriority(true);
      table.setIndexType(IndexType.kTwoLevelIndexSearch);
      table.setPartitionFilters(true);
      table.setPinTopLevelIndexAndFilter(true);
      table.setBlockSize(BLOCK);
      StoreMemory.in(configs).ifPresent(memory -> memory.share(options, table));
      options.setTableFormatConfig(table);
    }
  }

  @Override
  public void close(String storeName, Options options) {
    // Nothing of ours to close: it belongs to the service.
  }
}
