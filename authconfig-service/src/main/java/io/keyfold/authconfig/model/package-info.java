/** The state of auth configs and its fold. */
@NullMarked
package io.keyfold.authconfig.model;

import org.jspecify.annotations.NullMarked;
