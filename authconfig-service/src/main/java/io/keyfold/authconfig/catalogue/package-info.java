/** Providers and deployments with the fields that credentials need, folded from deployment-service's events. */
@NullMarked
package io.keyfold.authconfig.catalogue;

import org.jspecify.annotations.NullMarked;
