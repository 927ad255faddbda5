package io.keyfold.platform.log.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Bounds the memory of local stores: all of a service share one {@link StoreMemory}. Kafka Streams' defaults are 50 MB of blocks and
 * 48 MiB of write buffers a store, which a process with a dozen stores cannot afford.
 */
public final class BoundedRocks implements RocksDBConfigSetter {

  private static final long WRITE_BUFFER = 4L * 1024 * 1024;

  /** What the first write to a store takes of the memory of all. */
  private static final long WRITE_BUFFER_GROWTH = 64L * 1024;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setArenaBlockSize(WRITE_BUFFER_GROWTH);
    options.setMaxWriteBufferNumber(2);
    options.setMaxBackgroundJobs(2);
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      // Kept where they are bounded, and before what is read once.
      table.setCacheIndexAndFilterBlocks(true);
      table.setCacheIndexAndFilterBlocksWithHighPriority(true);
      StoreMemory.in(configs).ifPresent(memory -> memory.share(options, table));
      options.setTableFormatConfig(table);
    }
  }

  @Override
  public void close(String storeName, Options options) {
    // Nothing of ours to close: it belongs to the service.
  }
}
