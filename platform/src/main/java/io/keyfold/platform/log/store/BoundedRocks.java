package io.keyfold.platform.log.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

/**
 * Bounds the memory of local stores: all of a service share one {@link BlockCache}, and each has two write buffers of 1 MiB beside it.
 * Kafka Streams' defaults are 50 MB of blocks and 48 MiB of buffers a store, which a process with dozens of stores cannot afford.
 *
 * <p>Write buffers are not shared: RocksDB would make room in those that are written to, never in idle ones, and a few idle stores
 * would make each write elsewhere a file of its own.
 */
public final class BoundedRocks implements RocksDBConfigSetter {

  private static final long WRITE_BUFFER = 1024L * 1024;

  /** Half of the index that Kafka Streams' 4 KiB would need, for objects of which several are in one block anyway. */
  private static final long BLOCK = 8L * 1024;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(WRITE_BUFFER);
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
      BlockCache.in(configs).ifPresent(cache -> cache.share(table));
      options.setTableFormatConfig(table);
    }
  }

  @Override
  public void close(String storeName, Options options) {
    // Nothing of ours to close: it belongs to the service.
  }
}
