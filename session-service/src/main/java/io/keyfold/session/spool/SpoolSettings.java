package io.keyfold.session.spool;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The usage spool's settings.
 *
 * @param folder where it is kept; of one process alone, on a disk that stays, never restored from a backup
 * @param capacity how many bytes may wait for Kafka; above it, calls are refused
 * @param queue how many records may wait for the disk; above it, calls are refused
 * @param segment size of a file; freed as a whole once it is acknowledged
 * @param strict whether a record counts as written down only when Kafka has acknowledged it: survives the loss of the
 *     machine, and costs a round trip and Kafka's availability
 * @param strictTimeout how long strict mode waits before it refuses the call
 * @param batch how many records are sent in one transaction
 * @param watermarkInterval how often the spool tells how far it is
 * @param sendTimeout how long one transaction may take before it is given up and repeated
 * @param closeTimeout how long a shutdown waits for the rest to be sent; what is left is sent after the next start
 */
@ConfigurationProperties("keyfold.usage.spool")
public record SpoolSettings(
  @DefaultValue("data/usage-spool") Path folder,
  @DefaultValue("256MB") DataSize capacity,
  @DefaultValue("20000") int queue,
  @DefaultValue("4MB") DataSize segment,
  @DefaultValue("false") boolean strict,
  @DefaultValue("5s") Duration strictTimeout,
  @DefaultValue("1000") int batch,
  @DefaultValue("1s") Duration watermarkInterval,
  @DefaultValue("10s") Duration sendTimeout,
  @DefaultValue("5s") Duration closeTimeout
) {
  /** Refuses what cannot work. */
  public SpoolSettings {
    if (capacity.toBytes() < segment.toBytes() || queue < 1 || batch < 1) {
      throw new IllegalArgumentException("keyfold.usage.spool: capacity >= segment, queue >= 1, batch >= 1");
    }
  }
}
