/** authconfig-service: credentials of tenants, sealed, bound to deployments. */
@NullMarked
package io.keyfold.authconfig;

import org.jspecify.annotations.NullMarked;
