package io.keyfold.platform.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class BoundedRocksTest {

  private static final int VALUES = 10_000;

  @TempDir
  Path folder;

  @Test
  void filesAreCompressed() throws Exception {
    long written = 0;
    try (Options options = new Options(); FlushOptions flush = new FlushOptions()) {
      options.setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
      new BoundedRocks().setConfig("objects", options, Map.of());
      try (RocksDB store = RocksDB.open(options, folder.toString())) {
        for (int i = 0; i < VALUES; i++) {
          byte[] value = value(i);
          store.put(key(i), value);
          written += value.length;
        }
        store.flush(flush);

        assertThat(store.get(key(17))).isEqualTo(value(17));
      }
    }

    assertThat(sizeOfTables())
      .isPositive()
      .isLessThan(written / 2);
  }

  private long sizeOfTables() throws Exception {
    long total = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(folder.getFileSystem().getPathMatcher("glob:**/*.sst")::matches).toList()) {
        total += Files.size(file);
      }
    }
    return total;
  }

  private static byte[] key(int i) {
    return "%08d".formatted(i).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] value(int i) {
    return "{\"id\":\"pdp_%08d\",\"name\":\"Deployment %d\",\"version\":1,\"archived\":false}"
      .formatted(i, i)
      .getBytes(StandardCharsets.UTF_8);
  }
}
