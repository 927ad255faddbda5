/** Provider configs as this service knows them, folded from {@code authconfig.events}. */
@NullMarked
package io.keyfold.session.configs;

import org.jspecify.annotations.NullMarked;
