package io.keyfold.platform.log.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

/**
 * Bounds the memory of local stores and compresses their files: all stores of a service share one {@link BlockCache}, and each has two write
 * buffers of 1 MiB. Kafka Streams' defaults are 50 MB of blocks and 48 MiB of buffers per store, too much for a process
 * with dozens of stores.
 *
 * <p>Write buffers are not shared: RocksDB would flush active buffers, never idle ones, so a few idle stores would
 * force many small files elsewhere.
 */
public final class BoundedRocks implements RocksDBConfigSetter {

  private static final long WRITE_BUFFER = 1024L * 1024;

  /** Halves the index size compared with Kafka Streams' 4 KiB; several objects share a block anyway. */
  private static final long BLOCK = 8L * 1024;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMaxWriteBufferNumber(2);
    options.setMaxBackgroundJobs(2);
    // Kafka Streams does not compress. Stored values are JSON, which repeats its field names in each value.
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      // Keep index and filter blocks in the bounded cache, with priority over data blocks. They are partitioned, since
      // those of large files would evict each other as a whole.
      table.setCacheIndexAndFilterBlocks(true);
      table.setCacheIndexAndFilterBlocksWithHighPriority(true);
      table.setIndexType(IndexType.kTwoLevelIndexSearch);
      table.setPartitionFilters(true);
      table.setPinTopLevelIndexAndFilter(true);
      table.setBlockSize(BLOCK);
      BlockCache.from(configs).ifPresent(cache -> cache.useIn(table));
      options.setTableFormatConfig(table);
    }
  }

  @Override
  public void close(String storeName, Options options) {
    // The cache is owned by the service.
  }
}
