package io.keyfold.platform.log.store;

import io.keyfold.platform.start.DataSizeMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The local stores.
 *
 * @param cache size of the block cache that all local stores of a service share; each store also uses write buffers of
 *     2 MiB. Much smaller caches are filled by each read
 */
@Validated
@ConfigurationProperties("keyfold.store")
public record StoreProperties(@DefaultValue("64MB") @DataSizeMin("4MB") DataSize cache) {}
