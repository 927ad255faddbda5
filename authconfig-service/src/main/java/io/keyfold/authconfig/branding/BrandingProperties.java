package io.keyfold.authconfig.branding;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the tenants' own host names.
 *
 * @param verifyHosts whether a tenant has to show that it controls a host name, by the DNS record
 *     {@code _keyfold.<host> TXT "keyfold-tenant=<tenant id>"}; names under {@code .localhost} are exempt
 */
@ConfigurationProperties("keyfold.branding")
record BrandingProperties(@DefaultValue("true") boolean verifyHosts) {}
