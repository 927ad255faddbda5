/** Erases the data keys of archived auth configs, and thereby every copy of their values. */
@NullMarked
package io.keyfold.authconfig.erase;

import org.jspecify.annotations.NullMarked;
