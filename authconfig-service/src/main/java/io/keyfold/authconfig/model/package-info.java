/** Auth configs as the log left them: records and their fold. */
@NullMarked
package io.keyfold.authconfig.model;

import org.jspecify.annotations.NullMarked;
