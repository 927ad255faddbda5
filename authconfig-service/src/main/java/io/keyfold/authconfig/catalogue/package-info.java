/** What deployment-service told about providers and deployments, as far as credentials need it. */
@NullMarked
package io.keyfold.authconfig.catalogue;

import org.jspecify.annotations.NullMarked;
