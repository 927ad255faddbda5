package io.keyfold.benchmarks.micro;

import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.KeysetFile;
import io.keyfold.platform.vault.LocalKeyset;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.kafka.DataKeyFold;
import io.keyfold.platform.vault.kafka.KafkaDataKeys;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.util.FileSystemUtils;
import reactor.core.scheduler.Schedulers;

/** Creates vaults with a new keyset, whose data keys are in a view on RocksDB. */
final class SealingFixture implements AutoCloseable {

  private static final int CACHE_SIZE = 10_000;

  private final RocksState keys = RocksState.open();
  private final AvroCodec codec = Codecs.inMemory();
  private final LocalKeyset keyset;
  private final KafkaDataKeys dataKeys;

  private SealingFixture(LocalKeyset keyset) throws IOException {
    this.keyset = keyset;
    RocksView view = new RocksView(keys.state());
    this.dataKeys = new KafkaDataKeys(producer(), codec, view, Schedulers.immediate(), "benchmark");
  }

  static SealingFixture open() throws IOException {
    Path folder = Files.createTempDirectory("keyfold-benchmark");
    try {
      return new SealingFixture(KeysetFile.open(folder.resolve("keyset.json")));
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  Vault vault(Duration ttl) {
    return new Vault(keyset, dataKeys, Clock.systemUTC(), ttl, CACHE_SIZE, new SimpleMeterRegistry());
  }

  /** {@return a producer that folds each record immediately, without a log} */
  private Producer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        var value = codec.decode(Topics.AUTHCONFIG_KEYS.name(), record.value());
        keys.write(new DataKeyFold().apply(key, value, keys.state()));
        callback.onCompletion(null, null);
        return CompletableFuture.completedFuture(null);
      }
    };
  }

  @Override
  public void close() throws IOException {
    keys.close();
  }
}
