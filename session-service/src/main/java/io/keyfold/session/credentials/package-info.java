/** Auth configs as this service knows them, folded from {@code authconfig.events}. */
@NullMarked
package io.keyfold.session.credentials;

import org.jspecify.annotations.NullMarked;
