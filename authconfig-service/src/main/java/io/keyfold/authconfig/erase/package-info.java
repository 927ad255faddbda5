/** Erasure: the data key of an archived auth config goes, and with it every copy of what it sealed. */
@NullMarked
package io.keyfold.authconfig.erase;

import org.jspecify.annotations.NullMarked;
