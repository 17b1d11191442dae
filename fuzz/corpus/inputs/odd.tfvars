name = <<EOT
${var.x}
EOT
exec = !true