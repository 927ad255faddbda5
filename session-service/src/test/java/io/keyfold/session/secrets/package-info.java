@NullMarked
package io.keyfold.session.secrets;

import org.jspecify.annotations.NullMarked;
