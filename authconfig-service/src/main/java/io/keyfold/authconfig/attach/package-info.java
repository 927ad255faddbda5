/** What follows here from a deployment's events: its credentials are attached, and archived with it. */
@NullMarked
package io.keyfold.authconfig.attach;

import org.jspecify.annotations.NullMarked;
