package io.keyfold.platform.egress;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What of the network a tenant's URLs may reach.
 *
 * @param allowPrivate whether loopback and private networks may be called, and URLs may begin with {@code http://}; for
 *     development, and where all tenants are trusted with the network that Keyfold runs in
 */
@ConfigurationProperties("keyfold.egress")
public record EgressProperties(@DefaultValue("false") boolean allowPrivate) {}
