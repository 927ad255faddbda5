package io.keyfold.platform.log.view;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Bounds the memory of each store: at most two 4 MiB write buffers beside the block cache. Kafka Streams' defaults are 48 MiB
 * of buffers, which a process with a dozen stores cannot afford.
 */
public final class BoundedRocks implements RocksDBConfigSetter {

  private static final long WRITE_BUFFER = 4L * 1024 * 1024;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMaxWriteBufferNumber(2);
    options.setMaxBackgroundJobs(2);
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      table.setCacheIndexAndFilterBlocks(true);
      options.setTableFormatConfig(table);
    }
  }

  @Override
  public void close(String storeName, Options options) {
    // Nothing of ours to close: the buffers belong to the store.
  }
}
