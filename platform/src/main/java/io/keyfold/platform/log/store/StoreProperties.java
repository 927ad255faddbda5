package io.keyfold.platform.log.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The local stores.
 *
 * @param memory what all of a service take together, at least 4MB
 */
@ConfigurationProperties("keyfold.store")
public record StoreProperties(@DefaultValue("96MB") DataSize memory) {
  private static final DataSize LEAST = DataSize.ofMegabytes(4);

  /** Refuses one that each write would fill. */
  public StoreProperties {
    if (memory.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("keyfold.store.memory=" + memory + " must be at least 4MB");
    }
  }
}
