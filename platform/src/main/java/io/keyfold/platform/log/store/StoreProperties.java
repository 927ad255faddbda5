package io.keyfold.platform.log.store;

import io.keyfold.platform.start.DataSizeMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The local stores.
 *
 * @param cache what all of a service keep of their files in memory; each read would fill a smaller one; write buffers of 2 MiB a store
 *     are beside it
 */
@Validated
@ConfigurationProperties("keyfold.store")
public record StoreProperties(@DefaultValue("64MB") @DataSizeMin("4MB") DataSize cache) {}
