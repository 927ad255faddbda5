/** Reacts to deployment events: attaches default credentials, and archives credentials with their deployment. */
@NullMarked
package io.keyfold.authconfig.attach;

import org.jspecify.annotations.NullMarked;
