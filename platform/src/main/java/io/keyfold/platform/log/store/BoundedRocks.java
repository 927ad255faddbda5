package io.keyfold.platform.log.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Bounds the memory of local stores: the blocks that they have read are in the cache that all stores of a service share, and each
 * has at most two write buffers of 4 MiB beside it. Kafka Streams' defaults are 50 MB of blocks and 48 MiB of buffers a store, which a
 * process with a dozen stores cannot afford.
 */
public final class BoundedRocks implements RocksDBConfigSetter {

  private static final long WRITE_BUFFER = 4L * 1024 * 1024;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMaxWriteBufferNumber(2);
    options.setMaxBackgroundJobs(2);
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      // Kept where they are bounded, and before what is read once.
      table.setCacheIndexAndFilterBlocks(true);
      table.setCacheIndexAndFilterBlocksWithHighPriority(true);
      BlockCache.in(configs).ifPresent(cache -> cache.share(table));
      options.setTableFormatConfig(table);
    }
  }

  @Override
  public void close(String storeName, Options options) {
    // Nothing of ours to close: the buffers belong to the store, the cache to the service.
  }
}
