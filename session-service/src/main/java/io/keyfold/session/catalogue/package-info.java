/** Providers and deployments as this service knows them, folded from {@code deployment.events}. */
@NullMarked
package io.keyfold.session.catalogue;

import org.jspecify.annotations.NullMarked;
