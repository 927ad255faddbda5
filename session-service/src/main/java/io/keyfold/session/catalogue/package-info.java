/** What this service knows of providers and deployments: its own folds of {@code deployment.events}. */
@NullMarked
package io.keyfold.session.catalogue;

import org.jspecify.annotations.NullMarked;
