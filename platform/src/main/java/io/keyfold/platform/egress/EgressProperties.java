package io.keyfold.platform.egress;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Network destinations that tenants' URLs may reach.
 *
 * @param allowPrivate whether loopback and private networks and {@code http://} URLs may be called; for development,
 *     and where all tenants are trusted with Keyfold's own network
 */
@ConfigurationProperties("keyfold.egress")
public record EgressProperties(@DefaultValue("false") boolean allowPrivate) {}
