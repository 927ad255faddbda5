/** What this service knows of auth configs: its own folds of {@code authconfig.events}. */
@NullMarked
package io.keyfold.session.credentials;

import org.jspecify.annotations.NullMarked;
