/** authconfig-service: stores tenants' credentials sealed and binds them to deployments. */
@NullMarked
package io.keyfold.authconfig;

import org.jspecify.annotations.NullMarked;
