package io.keyfold.platform.log.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The local stores.
 *
 * @param cache what all of a service keep of their files in memory, at least 4MB; write buffers of 2 MiB a store are beside it
 */
@ConfigurationProperties("keyfold.store")
public record StoreProperties(@DefaultValue("64MB") DataSize cache) {
  private static final DataSize LEAST = DataSize.ofMegabytes(4);

  /** Refuses one that each read would fill. */
  public StoreProperties {
    if (cache.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("keyfold.store.cache=" + cache + " must be at least 4MB");
    }
  }
}
